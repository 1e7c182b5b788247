/** Mutants, wrong versions of the code, with what was seen of them: as `test/mutants/write.ts` and `npm run audit-power` write it down. */

/** Mutants that were judged together. */
export interface Tried {
  /** What they are versions of. */
  readonly of: string;
  /** By what they were judged. */
  readonly by: string;
  /** What judged them: ids of claims, each with its false siblings, and test files by their path in test/ without `.test.ts`, which has a slash. */
  readonly columns: readonly string[];
  /** The first is no mutant: nothing is changed. */
  readonly rows: readonly TriedRow[];
}

export interface TriedRow {
  /** What is wrong, in a few words. */
  readonly name: string;
  /** The file that is changed, from the root of the repository; empty where nothing is. */
  readonly file: string;
  /**
   * A sign a column: `x` refuted, or the test file failed; `s` a false sibling of it not refuted; `?` not to be judged; `·` as expected; a space where it was
   * not asked.
   */
  readonly marks: string;
}
