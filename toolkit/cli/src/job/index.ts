export { defineJob, type Job, JobError, type JobTenant } from './job.ts'
export { createJobHandler, type JobEvent, type JobOutcome } from './job-handler.ts'
