// The door to this folder: verify a bundle, or make one.
export { makeBag } from './bag.ts'
export { jsonMember } from './container.ts'
export { signEnvelope } from './dsse.ts'
export { CHECKS, type CheckId, type CheckVerdict, type Report } from './findings.ts'
export { countsOf, type Predicate, statementOf } from './statement.ts'
export { verifyBundle } from './verify.ts'
export { writeZip } from './zip-write.ts'
