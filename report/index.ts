/** Reports: an answer in, a self-contained HTML page out, the same bytes each time. */
export { auditReport, type AuditAnswer } from './audit.ts';
export { certificateReport, type CertificateAnswer } from './certify.ts';
export { flowReport, type FlowAnswer } from './flow.ts';
export { verifyReport, type VerifyAnswer } from './verify.ts';
