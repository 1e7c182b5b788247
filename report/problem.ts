/** A problem as it was given: in words as far as they are short, and by value. */
import type { DensityProblem, Problem } from '../src/problem/problem.ts';
import { markup, type Html } from './html.ts';
import { copied, readable } from './instance.ts';

/** The prior and the functional in a line. */
function inWords({ prior, functional, sigma }: Problem | DensityProblem): string {
  const where = 'density' in prior ? `a prior with ${prior.density} density` : `${prior.points.length} points`;
  return `F ${functional.kind}, ${where}, σ = ${sigma}`;
}

export const problemSection = (
  problem: Problem | DensityProblem,
): Html => markup`<p>${inWords(problem)}. A number is exactly its binary64 value.</p>
${copied(readable(problem), 'The problem, JSON')}`;
