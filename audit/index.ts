/** Anybody's implementation, in any language, asked and judged. docs/audit.md has the protocol, and what is judged. */
export { Child, type ChildOptions, type Finding, type Outcome } from './child.ts';
export { conformance, type Errors } from './conformance.ts';
export { instancesFor } from './instances.ts';
export { operations, PROTOCOL, type Handshake, type Operation, type Question } from './protocol.ts';
export { remote, serve, type Line } from './remote.ts';
export { auditSchemas, type Offence } from './schema.ts';
export { Answers, Offended, Unsupported, type Subject } from './subject.ts';
export { theorems } from './theorems/index.ts';
