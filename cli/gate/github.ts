/** What GitHub's runner takes from a log: annotations, and that nothing else is taken for a command. */
import { randomUUID } from 'node:crypto';
import type { Change } from './baseline.ts';
import { isSurprise, type Case } from './answer.ts';

/** Characters of an annotation; GitHub shows fewer. */
const LONGEST = 4000;

/** Text in a command: one line whatever it holds, and harmless to a terminal. */
const data = (text: string): string => {
  const characters = [...text];
  const cut = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text;
  return cut
    .replace(/[^\n\P{Cc}]|[\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD')
    .replaceAll('%', '%25')
    .replaceAll('\n', '%0A');
};
/** Text as the value of a property of a command. */
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export type Level = 'error' | 'warning' | 'notice';
/** A workflow command, in one line. */
export const command = (level: Level, title: string, message: string): string =>
  `::${level} title=${property(title)}::${data(message)}`;

const NOTICES = {
  new: 'Not in the baseline yet: --update-baseline adds it',
  improvement: 'Better than the baseline: --update-baseline keeps it',
  accepted: 'Worse than the old baseline, accepted',
};

/**
 * The commands for an answer: an error for whatever fails the run, a warning for an operation that a subject does not have, a notice for what is new or better
 * than the baseline.
 */
export function annotations(cases: readonly Case[], changes: readonly Change[]): string[] {
  const errors = cases.filter(isSurprise).map(({ name, standing, details, counterexample, again }) => {
    const more = [...(counterexample ? [`counterexample: ${counterexample}`] : []), ...(again ? [`again: ${again}`] : [])];
    return command('error', `${name}: ${standing}`, [...details, ...more].join('\n'));
  });
  const skipped = cases
    .filter(({ outcome, suite }) => outcome === 'skipped' && suite === 'operations')
    .map(({ name }) => name.replace(/^audit-/, ''));
  const warnings = skipped.length > 0 ? [command('warning', 'Not supported by the subject, skipped', skipped.join(', '))] : [];
  const notices = (['new', 'improvement', 'accepted'] as const).flatMap((which) => {
    const those = changes.filter(({ kind }) => kind === which).map(({ claim, says }) => `${claim}: ${says}`);
    return those.length > 0 ? [command('notice', NOTICES[which], those.join('\n'))] : [];
  });
  return [...errors, ...warnings, ...notices];
}

/**
 * Prints with commands switched off: a line that begins with `::`, or has `##[` anywhere, would be one, and a subject wrote part of what is printed. Only who
 * knows the token can switch them on again.
 */
export function withoutCommands(github: boolean, print: () => void, say = (line: string): void => console.log(line)): void {
  if (!github) return print();
  const token = randomUUID();
  say(`::stop-commands::${token}`);
  print();
  say(`::${token}::`);
}

/** JSON that means the same and holds no command. No line of it begins with `::`. */
export const withoutCommandsIn = (json: string): string => json.replaceAll('##[', '#\\u0023[');
