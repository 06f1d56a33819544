import { defineRoutes, IdParams } from '@portico/service-contract'
import { ADDRESSES } from '../shapes/addresses.ts'
import * as i from '../shapes/intervention.ts'
import { PageSchema } from '../shapes/page.ts'

/** What operators do to the traffic at run time. */
export const interventionRoutes = defineRoutes({
  listInterventions: {
    ...ADDRESSES.listInterventions,
    schema: { querystring: i.InterventionQuery, response: { 200: PageSchema(i.InterventionSchema) } },
  },
  createIntervention: {
    ...ADDRESSES.createIntervention,
    schema: { body: i.InterventionBody, response: { 201: i.InterventionSchema } },
  },
  endIntervention: {
    ...ADDRESSES.endIntervention,
    schema: { params: IdParams, body: i.EndBody, response: { 200: i.InterventionSchema } },
  },
})
