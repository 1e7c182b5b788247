/** A process of the study: every so many-th problem, and every so many-th search. Arguments: problems for every n, the first index, the stride. */
import { cases, rowOf, type Row } from './problems.ts';
import { searches, worstOf, type Worst } from './worst.ts';

export type Message = { readonly index: number } & ({ readonly row: Row } | { readonly worst: Worst });

const [each, start, stride] = process.argv.slice(2).map(Number) as [number, number, number];
const tell = (message: Message): void => void process.send!(message);
cases(each).forEach((one, index) => {
  if (index % stride === start) tell({ index, row: rowOf(one) });
});
for (let index = start; index < searches; index += stride) tell({ index, worst: worstOf(index) });
process.disconnect();
