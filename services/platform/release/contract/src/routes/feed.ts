import { defineRoutes, IdParams, ItemsOf, PageQuery } from '@portico/service-contract'
import Type from 'typebox'
import { ADDRESSES } from '../shapes/addresses.ts'
import { DigestsSchema } from '../shapes/artifact.ts'
import * as f from '../shapes/feed.ts'
import { RoutingParams, TenantRoutingSchema } from '../shapes/figures.ts'
import { HeartbeatAnswerSchema, HeartbeatBody, InstanceSchema } from '../shapes/instance.ts'
import * as o from '../shapes/observed.ts'
import { PageSchema } from '../shapes/page.ts'
import * as t from '../shapes/trace.ts'
import * as c from '../shapes/traffic.ts'

const DONE = { 204: Type.Null() }

/** Between the platform's own processes: the rules, who is there, what was served and how it went. */
export const feedRoutes = defineRoutes({
  /** 304 without a body where `if-none-match` is still in force. */
  readFeed: {
    ...ADDRESSES.readFeed,
    schema: { headers: f.FeedHeaders, response: { 200: f.FeedSchema, 304: Type.Null() } },
  },
  /** Answers bytes: an update of the list. */
  readList: { ...ADDRESSES.readList, schema: { params: f.FeedListParams, querystring: f.FeedListQuery } },
  /** Held as the feed is, so that a service knows of others, and of their weights, as soon as a gateway does. */
  putInstance: {
    ...ADDRESSES.putInstance,
    schema: {
      params: IdParams,
      headers: f.FeedHeaders,
      body: HeartbeatBody,
      response: { 200: HeartbeatAnswerSchema },
    },
  },
  removeInstance: { ...ADDRESSES.removeInstance, schema: { params: IdParams, response: DONE } },
  listInstances: { ...ADDRESSES.listInstances, schema: { response: { 200: ItemsOf(InstanceSchema) } } },
  getRouting: {
    ...ADDRESSES.getRouting,
    schema: { params: RoutingParams, response: { 200: TenantRoutingSchema } },
  },
  noteSnapshots: { ...ADDRESSES.noteSnapshots, schema: { body: o.SnapshotReportBody, response: DONE } },
  listSnapshots: {
    ...ADDRESSES.listSnapshots,
    schema: { querystring: PageQuery, response: { 200: PageSchema(o.SnapshotSchema) } },
  },
  getSnapshot: {
    ...ADDRESSES.getSnapshot,
    schema: { params: o.SnapshotParams, response: { 200: o.SnapshotSchema } },
  },
  getSnapshotDigests: {
    ...ADDRESSES.getSnapshotDigests,
    schema: { params: o.SnapshotParams, response: { 200: DigestsSchema } },
  },
  noteDecisions: { ...ADDRESSES.noteDecisions, schema: { body: o.DecisionsBody, response: DONE } },
  getDecision: {
    ...ADDRESSES.getDecision,
    schema: { params: o.DecisionParams, response: { 200: o.DecisionSchema } },
  },
  noteMeasurements: { ...ADDRESSES.noteMeasurements, schema: { body: o.MeasurementsBody, response: DONE } },
  noteIncident: {
    ...ADDRESSES.noteIncident,
    schema: { body: o.IncidentBody, response: { 200: o.IncidentSchema } },
  },
  listIncidents: {
    ...ADDRESSES.listIncidents,
    schema: { querystring: o.IncidentQuery, response: { 200: PageSchema(o.IncidentSchema) } },
  },
  getIncident: {
    ...ADDRESSES.getIncident,
    schema: { params: IdParams, response: { 200: o.IncidentDetailsSchema } },
  },
  noteTraces: { ...ADDRESSES.noteTraces, schema: { body: t.TracesBody, response: { 200: t.TracesAnswer } } },
  listTraces: {
    ...ADDRESSES.listTraces,
    schema: { querystring: t.TraceQuery, response: { 200: PageSchema(t.TraceSummarySchema) } },
  },
  getTrafficSummary: {
    ...ADDRESSES.getTrafficSummary,
    schema: { querystring: t.TrafficQuery, response: { 200: t.TrafficSummarySchema } },
  },
  noteTraffic: { ...ADDRESSES.noteTraffic, schema: { body: c.TrafficBody, response: DONE } },
  noteStatements: { ...ADDRESSES.noteStatements, schema: { body: c.StatementsBody, response: DONE } },
  getStatement: {
    ...ADDRESSES.getStatement,
    schema: { params: c.StatementParams, response: { 200: c.StatementSchema } },
  },
  getServiceReport: {
    ...ADDRESSES.getServiceReport,
    schema: { querystring: c.ServiceReportQuery, response: { 200: c.ServiceReportSchema } },
  },
  getOperationReport: {
    ...ADDRESSES.getOperationReport,
    schema: { querystring: c.OperationReportQuery, response: { 200: c.OperationReportSchema } },
  },
  getServiceMap: {
    ...ADDRESSES.getServiceMap,
    schema: { querystring: c.ServiceMapQuery, response: { 200: c.ServiceMapSchema } },
  },
  getTrace: { ...ADDRESSES.getTrace, schema: { params: t.TraceParams, response: { 200: t.TraceSchema } } },
  listReleaseTenants: {
    ...ADDRESSES.listReleaseTenants,
    schema: { params: IdParams, querystring: PageQuery, response: { 200: PageSchema(o.TenantSchema) } },
  },
})
