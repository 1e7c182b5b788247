/** Reports: an answer in, a self-contained HTML page out, the same bytes each time. */
export { verifyReport, type VerifyAnswer } from './verify.ts';
