import { defineRoutes, IdParams } from '@portico/service-contract'
import Type from 'typebox'
import * as session from '../shapes/sessions.ts'

const done = { 204: Type.Null() }
const ended = { 200: session.EndedCount }

/** Sessions: of the gateways that hold them, of their own users, and of those who administer people. */
export const sessionRoutes = defineRoutes({
  openSession: {
    method: 'POST',
    url: '/sessions',
    schema: { body: session.NewSession, response: { 201: session.AccessOfSession } },
  },
  noteSeenSessions: {
    method: 'POST',
    url: '/sessions/seen',
    schema: { body: session.SeenSessions, response: done },
  },
  getSessionAccess: {
    method: 'GET',
    url: '/sessions/:id/access',
    schema: { params: IdParams, response: { 200: session.AccessOfSession } },
  },
  endSession: { method: 'DELETE', url: '/sessions/:id', schema: { params: IdParams, response: done } },
  readAccessFeed: {
    method: 'GET',
    url: '/access/feed',
    schema: { querystring: session.AccessFeedQuery, response: { 200: session.AccessFeed } },
  },
  changeOwnPassword: {
    method: 'POST',
    url: '/me/password',
    schema: { body: session.NewPassword, response: ended },
  },
  chooseLanguage: {
    method: 'PUT',
    url: '/me/language',
    schema: { body: session.ChosenLanguage, response: done },
  },
  listOwnSessions: {
    method: 'GET',
    url: '/me/sessions',
    schema: { response: { 200: session.SessionViews } },
  },
  endOwnSessions: { method: 'DELETE', url: '/me/sessions', schema: { response: ended } },
  endOwnSession: {
    method: 'DELETE',
    url: '/me/sessions/:id',
    schema: { params: IdParams, response: ended },
  },
  listUserSessions: {
    method: 'GET',
    url: '/users/:id/sessions',
    schema: { params: IdParams, response: { 200: session.SessionViews } },
  },
  endUserSessions: {
    method: 'DELETE',
    url: '/users/:id/sessions',
    schema: { params: IdParams, response: ended },
  },
  endUserSession: {
    method: 'DELETE',
    url: '/users/:id/sessions/:sessionId',
    schema: { params: session.UserSessionParams, response: ended },
  },
})
