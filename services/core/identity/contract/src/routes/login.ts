import { defineRoutes, Nullable, VersionHeaders } from '@portico/service-contract'
import Type from 'typebox'
import * as login from '../shapes/login.ts'
import * as factor from '../shapes/second-factor.ts'
import { LinkView, LookAtLink, UseLink } from '../shapes/users.ts'

const done = { 204: Type.Null() }

/** Of people who have no session yet, and of how they get one. */
export const loginRoutes = defineRoutes({
  logIn: {
    method: 'POST',
    url: '/login',
    schema: { body: login.Credentials, response: { 200: login.Login } },
  },
  enrolAtLogin: {
    method: 'POST',
    url: '/login/enrolment',
    schema: { body: login.Pending, response: { 200: factor.Enrolment } },
  },
  takeSecondStep: {
    method: 'POST',
    url: '/login/second-step',
    schema: { body: login.SecondStep, response: { 200: login.Login } },
  },
  lookAtLink: {
    method: 'POST',
    url: '/links/look',
    schema: { body: LookAtLink, response: { 200: LinkView } },
  },
  useLink: { method: 'POST', url: '/links/use', schema: { body: UseLink, response: { 200: LinkView } } },
  startSso: {
    method: 'POST',
    url: '/sso/start',
    schema: { body: login.SsoStart, response: { 200: login.SsoStarted } },
  },
  finishSso: {
    method: 'POST',
    url: '/sso/finish',
    schema: { body: login.SsoFinish, response: { 200: login.Login } },
  },
  getSsoSettings: {
    method: 'GET',
    url: '/sso/settings',
    schema: { response: { 200: Nullable(login.SsoSettingsAnswer) } },
  },
  putSsoSettings: {
    method: 'PUT',
    url: '/sso/settings',
    schema: { headers: VersionHeaders, body: login.WantedSsoSettings, response: done },
  },
  removeSsoSettings: { method: 'DELETE', url: '/sso/settings', schema: { response: done } },
  getSecondFactor: {
    method: 'GET',
    url: '/second-factor',
    schema: { response: { 200: factor.SecondFactor } },
  },
  offerSecondFactor: {
    method: 'POST',
    url: '/second-factor/enrolment',
    schema: { body: factor.OwnPassword, response: { 200: factor.Enrolment } },
  },
  confirmSecondFactor: {
    method: 'POST',
    url: '/second-factor/confirm',
    schema: { body: factor.OwnCode, response: { 200: factor.RecoveryCodes } },
  },
  renewRecoveryCodes: {
    method: 'POST',
    url: '/second-factor/recovery-codes',
    schema: { body: factor.OwnPasswordAndCode, response: { 200: factor.RecoveryCodes } },
  },
  switchSecondFactorOff: {
    method: 'POST',
    url: '/second-factor/off',
    schema: { body: factor.OwnPasswordAndCode, response: done },
  },
  setSecondFactorRule: {
    method: 'PUT',
    url: '/second-factor/rule',
    schema: { body: factor.SecondFactorRule, response: done },
  },
})
