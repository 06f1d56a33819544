import {
  defineRoutes,
  IdParams,
  ItemsOf,
  Nullable,
  PageQuery,
  VersionHeaders,
} from '@portico/service-contract'
import { ADDRESSES } from '../shapes/addresses.ts'
import { FiguresQuery, ReleaseFiguresSchema } from '../shapes/figures.ts'
import { PageSchema } from '../shapes/page.ts'
import * as p from '../shapes/plan.ts'
import * as s from '../shapes/release.ts'

/** Releases, their plans and who is on them. */
export const releasesRoutes = defineRoutes({
  listReleases: {
    ...ADDRESSES.listReleases,
    schema: { querystring: s.ReleaseQuery, response: { 200: PageSchema(s.ReleaseSchema) } },
  },
  createRelease: {
    ...ADDRESSES.createRelease,
    schema: { body: p.PlannedReleaseBody, response: { 201: s.ReleaseSchema } },
  },
  getRelease: { ...ADDRESSES.getRelease, schema: { params: IdParams, response: { 200: s.ReleaseSchema } } },
  changeRelease: {
    ...ADDRESSES.changeRelease,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: s.ReleaseChangeBody,
      response: { 200: s.ReleaseSchema },
    },
  },
  startRelease: {
    ...ADDRESSES.startRelease,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: Nullable(s.ReleaseStepBody),
      response: { 200: s.ReleaseSchema },
    },
  },
  promoteRelease: {
    ...ADDRESSES.promoteRelease,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: Nullable(s.ReleaseStepBody),
      response: { 200: s.ReleaseSchema },
    },
  },
  abortRelease: {
    ...ADDRESSES.abortRelease,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: Nullable(s.ReleaseStepBody),
      response: { 200: s.ReleaseSchema },
    },
  },
  rollbackRelease: {
    ...ADDRESSES.rollbackRelease,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: Nullable(s.ReleaseStepBody),
      response: { 200: s.ReleaseSchema },
    },
  },
  getFigures: {
    ...ADDRESSES.getFigures,
    schema: { params: IdParams, querystring: FiguresQuery, response: { 200: ReleaseFiguresSchema } },
  },
  getReach: {
    ...ADDRESSES.getReach,
    schema: { params: IdParams, querystring: p.ReachQuery, response: { 200: p.ReachSchema } },
  },
  askReach: {
    ...ADDRESSES.askReach,
    schema: { body: s.WantedReachBody, response: { 200: p.ReachSchema } },
    isRead: true,
  },
  getPlan: { ...ADDRESSES.getPlan, schema: { params: IdParams, response: { 200: p.PlanSchema } } },
  setPlan: {
    ...ADDRESSES.setPlan,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: p.WantedPlanBody,
      response: { 200: s.ReleaseSchema },
    },
  },
  dropPlan: {
    ...ADDRESSES.dropPlan,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      querystring: p.DropPlanQuery,
      response: { 200: s.ReleaseSchema },
    },
  },
  pausePlan: {
    ...ADDRESSES.pausePlan,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: Nullable(s.ReleaseStepBody),
      response: { 200: s.ReleaseSchema },
    },
  },
  resumePlan: {
    ...ADDRESSES.resumePlan,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: Nullable(s.ReleaseStepBody),
      response: { 200: s.ReleaseSchema },
    },
  },
  approvePlan: {
    ...ADDRESSES.approvePlan,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: Nullable(s.ReleaseStepBody),
      response: { 200: s.ReleaseSchema },
    },
  },
  advancePlan: {
    ...ADDRESSES.advancePlan,
    schema: {
      headers: VersionHeaders,
      params: IdParams,
      body: Nullable(s.ReleaseStepBody),
      response: { 200: s.ReleaseSchema },
    },
  },
  listMembers: {
    ...ADDRESSES.listMembers,
    schema: { params: s.ListParams, querystring: PageQuery, response: { 200: PageSchema(s.Member) } },
  },
  changeMembers: {
    ...ADDRESSES.changeMembers,
    schema: {
      headers: VersionHeaders,
      params: s.OwnListParams,
      body: s.MemberChangeBody,
      response: { 200: s.ReleaseSchema },
    },
  },
  /** The body is a stream, text/plain: one tenant a line. */
  replaceMembers: {
    ...ADDRESSES.replaceMembers,
    schema: {
      headers: VersionHeaders,
      params: s.OwnListParams,
      querystring: s.ReplaceMembersQuery,
      response: { 200: s.ReleaseSchema },
    },
  },
  listPreviews: { ...ADDRESSES.listPreviews, schema: { response: { 200: ItemsOf(s.PreviewSchema) } } },
  choosePreview: {
    ...ADDRESSES.choosePreview,
    schema: { params: IdParams, body: s.ChoiceBody, response: { 200: s.PreviewSchema } },
  },
})
