"""What was found about each item: a line each, and a summary. Only what was recomputed is ever called confirmed."""

CONFIRMED = "confirmed"
CONTRADICTED = "CONTRADICTED"
UNCONFIRMED = "unconfirmed"
NOT_RECHECKED = "not re-checked"


class Report:
    """Lines as they come. confirmed: proved again here. contradicted: proved false. unconfirmed: looked at, neither could be proved.

    not re-checked: not looked at, with the reason.
    """

    def __init__(self, write=print, quiet=False):
        self.write = write
        self.quiet = quiet
        self.counts = {CONFIRMED: 0, CONTRADICTED: 0, UNCONFIRMED: 0, NOT_RECHECKED: 0}
        self.reasons = {}

    def _line(self, standing, item, detail):
        self.counts[standing] += 1
        if standing == NOT_RECHECKED:
            self.reasons.setdefault(detail, []).append(item)
        if not (self.quiet and standing == CONFIRMED):
            self.write(f"{standing:<14}  {item}" + (f": {detail}" if detail else ""))

    def confirmed(self, item, detail=""):
        self._line(CONFIRMED, item, detail)

    def contradicted(self, item, detail):
        self._line(CONTRADICTED, item, detail)

    def unconfirmed(self, item, detail):
        self._line(UNCONFIRMED, item, detail)

    def not_rechecked(self, item, reason):
        self._line(NOT_RECHECKED, item, reason)

    def decide(self, item, true, false, detail="", why_not=""):
        """Confirmed where it is certainly true, contradicted where it is certainly false, otherwise unconfirmed."""
        if true:
            self.confirmed(item, detail)
        elif false:
            self.contradicted(item, why_not or detail)
        else:
            self.unconfirmed(item, why_not or detail)

    def summary(self, seconds):
        self.write("")
        for reason, items in self.reasons.items():
            self.write(f"{NOT_RECHECKED}, {len(items)}: {reason}")
        c = self.counts
        self.write(
            f"{c[CONFIRMED]} confirmed, {c[CONTRADICTED]} contradicted, {c[UNCONFIRMED]} unconfirmed, "
            f"{c[NOT_RECHECKED]} not re-checked, in {seconds:.1f} s"
        )

    def exit_code(self):
        """0: nothing against it. 1: something is proved false. 2: something that is within reach could not be confirmed."""
        if self.counts[CONTRADICTED]:
            return 1
        return 2 if self.counts[UNCONFIRMED] else 0
