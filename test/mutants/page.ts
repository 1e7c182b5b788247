/** docs/mutants.md. */
import type { Tried } from '../../report/tried.ts';
import { matrix } from './matrix.ts';

const block = (text: string): string => `\`\`\`\n${text}\n\`\`\``;

/** The page, of what was tried. */
export const page = (all: readonly Tried[]): string => `# Mutants

A check that cannot fail is no check. Here are ${all.reduce((sum, { rows }) => sum + rows.length - 1, 0)} wrong versions of the code: each is a change of a line or two
in the text of a source file (\`test/mutants/\`), made in a copy of the sources from which everything is then imported anew. A mutant is dead when
a claim no longer stands as expected or a test file fails. All are dead.

\`npm test\` judges the mutants of the Float64 code by the claims of its conformance (those over densities and of the flow, which cost more, only where they
are named with a mutant), and the others by what is named with each, every one of which must kill; a mutant that lives after 16 instances a claim is judged on 64, then on 512.
\`npx tsx test/mutants/write.ts\` asks more: of each mutant of the Float64 code all of those claims, of each of the kernel, the reference and the judge every theorem
that takes no more than a fifth of a second for 16 instances. It writes these matrices, and \`report/mutants.ts\`, from which a report of \`banach verify\`
shows those of its claims. A test sees to it that no mutant is missing and that both say the same, not to the marks.

\`x\` the claim refuted, or the test file failed · \`s\` a false sibling of it not refuted · \`?\` not to be judged: it broke, did not end, or too much was
undecided or outside · \`·\` as expected · blank: not judged

## What is to be learned from them

- *Theorems do not test the kernel.* An error of one unit in the last place changes few verdicts, for most instances hold with slack: when every claim
  judged 80 of the mutants of the second matrix, 40 were seen by test files alone. That is why the kernel is compared with exact rationals and MPFR, at
  arguments built to be hard, and why the judge has cases of its own.
- *A claim judges what is drawn.* No claim drew points out of order, D far above its oscillation, or strings far from 0, until mutants that get these
  wrong lived.
- *A hypothesis that the generator meets is not tested by the claim.* Dropped, it changed no verdict on the line; \`test/properties/hypotheses.test.ts\` asks each
  outside of it.
- *A bound may hide an error.* Where the bound of F and of D for moments is the distance between two computations, a wrong one is covered by its own bound;
  \`test/src/bounds.test.ts\` demands that bounds be small.

## Not mutants

Changes that change no verdict are not listed, for there is nothing to kill: e^r − 1 for expm1(r) inside a bound (its margin covers that), one
of the two partial sums in W1 of the reference, or 1 − e^−w for −expm1(−w) there (wider enclosures, no wrong ones),
ν ≠ ν′ asked of the enclosures alone (outside all the same, at the top of the ladder), the error of a matrix of strings (the margins of its products cover
it).
K for (K + Kᵀ)/2 is the identity on the symmetric matrices that the format demands: the mutant is the parser that accepts others.

${all.map((tried) => `## ${tried.of}\n\n${block(matrix(tried))}`).join('\n\n')}
`;
