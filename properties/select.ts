/** Claims by globs of their ids. */
import { distance } from 'fastest-levenshtein';
import { InputError, show } from '../src/problem/parse.ts';

/** The id that is nearest to the text, to suggest. */
export const nearestTo = (text: string, ids: readonly string[]): string =>
  ids.reduce((best, id) => (distance(id, text) < distance(best, text) ? id : best));

/** Does the text match the glob (* and ?)? On a mismatch only the last star takes one character more, so hostile globs are quick too. */
export function matches(glob: string, text: string): boolean {
  let [g, t, star, resume] = [0, 0, -1, 0];
  while (t < text.length) {
    if (glob[g] === '*') [star, resume] = [g++, t];
    else if (glob[g] === '?' || glob[g] === text[t]) [g, t] = [g + 1, t + 1];
    else if (star >= 0) [g, t] = [star + 1, ++resume];
    else return false;
  }
  while (glob[g] === '*') g++;
  return g === glob.length;
}

/** Those of the ids that match one of the globs, in their order; all for no globs. Throws an InputError for a glob that matches nothing. */
export function selectAmong(ids: readonly string[], globs: readonly string[]): string[] {
  for (const glob of globs)
    if (!ids.some((id) => matches(glob, id)))
      throw new InputError(
        '--claims',
        `a glob that matches a claim (did you mean ${nearestTo(glob.slice(0, 100), ids)}?)`,
        show(glob),
      );
  return ids.filter((id) => globs.length === 0 || globs.some((glob) => matches(glob, id)));
}
