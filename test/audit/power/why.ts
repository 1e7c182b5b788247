/** Why mutants are missed, by an audit or by its theorems: a sentence each. */
import type { Explanations } from './page.ts';

export const why: Explanations = {};
