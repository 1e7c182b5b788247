/** Writes docs/pictures: `npm run pictures`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { pictures } from './pictures.ts';

const folder = new URL('../docs/pictures/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, draw] of Object.entries(pictures)) writeFileSync(new URL(name, folder), draw());
