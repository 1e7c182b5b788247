/** A mutant: a wrong version of the sources, made by changing their text in a place or two. */

/** A passage of one file, and what stands in its place. */
export interface Edit {
  /** From the root of the repository. */
  readonly file: string;
  /** Occurs exactly once in the file: where the code has moved, {@link mutated} throws. */
  readonly find: string;
  readonly replace: string;
}

export interface Mutant {
  /** What is wrong, in a few words. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** What must kill it, each of these: ids of claims, and test files by their path in test/ without `.test.ts`. */
  readonly by: readonly string[];
}

type Change = readonly [find: string, replace: string];

/** A mutant by changes of one file. */
export const mutant = (file: string, name: string, by: readonly string[], ...changes: readonly Change[]): Mutant => ({
  name,
  edits: changes.map(([find, replace]) => ({ file, find, replace })),
  by,
});

/** Is what kills a test file, and not a claim? */
export const isTestFile = (killer: string): boolean => killer.includes('/');

/** The files with the edits made. Throws an Error where a passage is not there exactly once. */
export function mutated(sources: ReadonlyMap<string, string>, { name, edits }: Mutant): Map<string, string> {
  const files = new Map(sources);
  for (const { file, find, replace } of edits) {
    const parts = files.get(file)?.split(find) ?? [];
    if (parts.length !== 2)
      throw new Error(`mutant "${name}": ${file} holds ${Math.max(parts.length - 1, 0)} times, not once:\n${find}`);
    files.set(file, parts.join(replace));
  }
  return files;
}

/** Of densities, whose truths are integrals, or of the flow, whose truth is a trajectory: judged only of mutants with which they are named. */
export const isCostly = (id: string): boolean => id.startsWith('conformance-density') || id.startsWith('conformance-flow');
