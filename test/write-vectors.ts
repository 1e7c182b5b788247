/** Writes vectors/*.json, and new ids to their ledger: `npm run vectors`. Refuses to give an id another question. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { digests, extended } from '../audit/vectors/ledger.ts';
import { operations, textOf, vectorsOf } from '../audit/vectors/vectors.ts';

const ledger = new URL('../audit/vectors/ledger.txt', import.meta.url);
const files = operations.map(vectorsOf);
writeFileSync(ledger, extended(existsSync(ledger) ? readFileSync(ledger, 'utf8') : '', digests(files)));
for (const file of files) writeFileSync(new URL(`../vectors/${file.operation}.json`, import.meta.url), textOf(file));
