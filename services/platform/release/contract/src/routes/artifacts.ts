import { defineRoutes, IdParams, ItemsOf } from '@portico/service-contract'
import Type from 'typebox'
import { ADDRESSES } from '../shapes/addresses.ts'
import * as s from '../shapes/artifact.ts'
import { PageSchema } from '../shapes/page.ts'

const DONE = { 204: Type.Null() }

/** What is published, and the graphs it is checked against. */
export const artifactsRoutes = defineRoutes({
  listArtifacts: {
    ...ADDRESSES.listArtifacts,
    schema: { querystring: s.ArtifactQuery, response: { 200: PageSchema(s.ArtifactSchema) } },
  },
  /** The body is a stream, application/gzip: a .tgz of the built folder. 201 where it is new. */
  publishArtifact: {
    ...ADDRESSES.publishArtifact,
    schema: { response: { 200: s.ArtifactSchema, 201: s.ArtifactSchema } },
  },
  getArtifact: {
    ...ADDRESSES.getArtifact,
    schema: { params: s.ArtifactParams, response: { 200: s.ArtifactDetailsSchema } },
  },
  removeArtifact: { ...ADDRESSES.removeArtifact, schema: { params: s.ArtifactParams, response: DONE } },
  getArtifactAudience: {
    ...ADDRESSES.getArtifactAudience,
    schema: { params: s.ArtifactParams, response: { 200: s.AudienceSchema } },
  },
  getArtifactChanges: {
    ...ADDRESSES.getArtifactChanges,
    schema: {
      params: s.ArtifactParams,
      querystring: s.ChangesQuery,
      response: { 200: s.ArtifactChangesSchema },
    },
  },
  collectGarbage: {
    ...ADDRESSES.collectGarbage,
    schema: { body: s.CollectBody, response: { 200: s.CollectedSchema } },
  },
  registerLocal: { ...ADDRESSES.registerLocal, schema: { body: s.LocalBody, response: DONE } },
  listOverlaid: {
    ...ADDRESSES.listOverlaid,
    schema: { body: s.LocalBody, response: { 200: ItemsOf(s.OverlaidSchema) } },
    isRead: true,
  },
  putGraph: { ...ADDRESSES.putGraph, schema: { params: s.GraphParams, body: s.GraphBody, response: DONE } },
  checkGraph: {
    ...ADDRESSES.checkGraph,
    schema: { params: s.GraphParams, body: s.GraphBody, response: DONE },
  },
  getReleaseDigests: {
    ...ADDRESSES.getReleaseDigests,
    schema: { params: IdParams, response: { 200: s.DigestsSchema } },
  },
})
