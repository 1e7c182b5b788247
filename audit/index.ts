/**
 * Anybody's implementation, in any language, asked and judged. docs/audit.md has the protocol, and what is judged.
 *
 * @packageDocumentation
 */
export { auditOf, claimIds, type Audit, type Judged, type JudgeOptions } from './audit.ts';
export { Child, type ChildOptions, type Finding, type Outcome, type Respondent } from './child.ts';
export type { Errors } from './conformance.ts';
export { exitOf, isExpected, parseExpected, type ExpectedFailure } from './expected.ts';
export { explain, judgeImplementation, subjectOf, type Functions, type ImplementationOptions } from './implementation.ts';
export { operations, parseHandshake, PROTOCOL, type Handshake, type Operation, type Question, type Reply } from './protocol.ts';
export { readRecorded, record, recorded, type Recorded, type RecordOptions } from './recording.ts';
export { remote, serve, type Line } from './remote.ts';
export { auditSchemas, offences, type Offence } from './schema.ts';
export { Malformed, Offended, Unsupported, type Subject } from './subject.ts';
