import { defineRoutes, IdParams, PageQuery } from '@portico/service-contract'
import { ADDRESSES } from '../shapes/addresses.ts'
import * as j from '../shapes/job.ts'
import { PageSchema } from '../shapes/page.ts'

/** Batch jobs over tenants. */
export const jobRoutes = defineRoutes({
  listJobs: {
    ...ADDRESSES.listJobs,
    schema: { querystring: PageQuery, response: { 200: PageSchema(j.JobSchema) } },
  },
  createJob: {
    ...ADDRESSES.createJob,
    schema: { body: j.JobBody, response: { 201: j.JobDetailSchema } },
  },
  getJob: {
    ...ADDRESSES.getJob,
    schema: { params: IdParams, response: { 200: j.JobDetailSchema } },
  },
  addJobTenants: {
    ...ADDRESSES.addJobTenants,
    schema: { params: IdParams, body: j.JobTenantsBody, response: { 200: j.JobDetailSchema } },
  },
  listJobTenants: {
    ...ADDRESSES.listJobTenants,
    schema: {
      params: IdParams,
      querystring: j.JobTenantQuery,
      response: { 200: PageSchema(j.JobTenantSchema) },
    },
  },
  startJob: {
    ...ADDRESSES.startJob,
    schema: { params: IdParams, response: { 200: j.JobDetailSchema } },
  },
  stepJob: {
    ...ADDRESSES.stepJob,
    schema: { params: IdParams, body: j.JobStepBody, response: { 200: j.JobStepAnswer } },
  },
  cancelJob: {
    ...ADDRESSES.cancelJob,
    schema: { params: IdParams, body: j.JobReasonBody, response: { 200: j.JobDetailSchema } },
  },
  retryJob: {
    ...ADDRESSES.retryJob,
    schema: { params: IdParams, body: j.JobRetryBody, response: { 200: j.JobDetailSchema } },
  },
})
