// Made by `portico graph types` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AccountChangePasswordMutationVariables = Exact<{
  current: string;
  next: string;
}>;


export type AccountChangePasswordMutation = { changeOwnPassword: { ended: number } };

export type AccountSecondFactorQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountSecondFactorQuery = { secondFactor: { isOn: boolean, isRequired: boolean, confirmedAt: string | null, recoveryCodesLeft: number } };

export type AccountOfferSecondFactorMutationVariables = Exact<{
  password: string;
}>;


export type AccountOfferSecondFactorMutation = { offerSecondFactor: { secret: string, uri: string, qr: { size: number, path: string } } };

export type AccountConfirmSecondFactorMutationVariables = Exact<{
  code: string;
}>;


export type AccountConfirmSecondFactorMutation = { confirmSecondFactor: Array<string> };

export type AccountRenewRecoveryCodesMutationVariables = Exact<{
  password: string;
  code: string;
}>;


export type AccountRenewRecoveryCodesMutation = { renewRecoveryCodes: Array<string> };

export type AccountSwitchSecondFactorOffMutationVariables = Exact<{
  password: string;
  code: string;
}>;


export type AccountSwitchSecondFactorOffMutation = { switchSecondFactorOff: { isOn: boolean } };

export type AccountRequireSecondFactorMutationVariables = Exact<{
  isRequired: boolean;
}>;


export type AccountRequireSecondFactorMutation = { requireSecondFactor: { isRequired: boolean } };

export type AccountSessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountSessionsQuery = { ownSessions: Array<{ id: string, address: string, browser: string | null, system: string | null, createdAt: string, seenAt: string, isOwn: boolean }> };

export type AccountEndSessionMutationVariables = Exact<{
  id: string;
}>;


export type AccountEndSessionMutation = { endOwnSession: { ended: number } };

export type AccountEndOtherSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type AccountEndOtherSessionsMutation = { endOwnOtherSessions: { ended: number } };

export const AccountChangePassword: GraphOperation<AccountChangePasswordMutation, AccountChangePasswordMutationVariables> = {
  name: 'AccountChangePassword',
  id: '67468529cd4f8940d1da77110dbbd1fac8b94a86a18fe2d7af88404bb779bd72',
  body: `mutation AccountChangePassword($current: String!, $next: String!) {
  changeOwnPassword(current: $current, next: $next) {
    ended
  }
}`,
}

export const AccountConfirmSecondFactor: GraphOperation<AccountConfirmSecondFactorMutation, AccountConfirmSecondFactorMutationVariables> = {
  name: 'AccountConfirmSecondFactor',
  id: '606db9320d169dcf32fb6be16f85c9da1052edcb91cc05854c770cd4bcc8dfe1',
  body: `mutation AccountConfirmSecondFactor($code: String!) {
  confirmSecondFactor(code: $code)
}`,
}

export const AccountEndOtherSessions: GraphOperation<AccountEndOtherSessionsMutation, AccountEndOtherSessionsMutationVariables> = {
  name: 'AccountEndOtherSessions',
  id: 'dba7b93f4d189add51ba05b13a49f8da392c123a2b59dbc52e84d27bb866a948',
  body: `mutation AccountEndOtherSessions {
  endOwnOtherSessions {
    ended
  }
}`,
}

export const AccountEndSession: GraphOperation<AccountEndSessionMutation, AccountEndSessionMutationVariables> = {
  name: 'AccountEndSession',
  id: '9ba684ca38cd1fdfe3b1a6621f846886885672b2d539369f5598d3c76934700d',
  body: `mutation AccountEndSession($id: ID!) {
  endOwnSession(id: $id) {
    ended
  }
}`,
}

export const AccountOfferSecondFactor: GraphOperation<AccountOfferSecondFactorMutation, AccountOfferSecondFactorMutationVariables> = {
  name: 'AccountOfferSecondFactor',
  id: '3ab0d82915ab7a0d50a69ec06cf3b86d61b9486e36e1c6e9d137fbce7a690a7f',
  body: `mutation AccountOfferSecondFactor($password: String!) {
  offerSecondFactor(password: $password) {
    secret
    uri
    qr {
      size
      path
    }
  }
}`,
}

export const AccountRenewRecoveryCodes: GraphOperation<AccountRenewRecoveryCodesMutation, AccountRenewRecoveryCodesMutationVariables> = {
  name: 'AccountRenewRecoveryCodes',
  id: '589d2208cdf86c3853ca152297786e0ddda29e144ff47bdff47a77899d453725',
  body: `mutation AccountRenewRecoveryCodes($password: String!, $code: String!) {
  renewRecoveryCodes(password: $password, code: $code)
}`,
}

export const AccountRequireSecondFactor: GraphOperation<AccountRequireSecondFactorMutation, AccountRequireSecondFactorMutationVariables> = {
  name: 'AccountRequireSecondFactor',
  id: '5bbc72cb03b20c4eb417d32ad584afdf811877d5e2bcca1079276c3e82fcb51d',
  body: `mutation AccountRequireSecondFactor($isRequired: Boolean!) {
  requireSecondFactor(isRequired: $isRequired) {
    isRequired
  }
}`,
}

export const AccountSecondFactor: GraphOperation<AccountSecondFactorQuery, AccountSecondFactorQueryVariables> = {
  name: 'AccountSecondFactor',
  id: 'c88dce7b91e6631382af2cf1e9fdfd09a2d2371ab284d6c25134f2fa0729e641',
  body: `query AccountSecondFactor {
  secondFactor {
    isOn
    isRequired
    confirmedAt
    recoveryCodesLeft
  }
}`,
}

export const AccountSessions: GraphOperation<AccountSessionsQuery, AccountSessionsQueryVariables> = {
  name: 'AccountSessions',
  id: '698428f28c2ff891d41a5276d76c62f812cdf00be64d2c8ea2d69769de234cf3',
  body: `query AccountSessions {
  ownSessions {
    id
    address
    browser
    system
    createdAt
    seenAt
    isOwn
  }
}`,
}

export const AccountSwitchSecondFactorOff: GraphOperation<AccountSwitchSecondFactorOffMutation, AccountSwitchSecondFactorOffMutationVariables> = {
  name: 'AccountSwitchSecondFactorOff',
  id: '1fa2b8a859e12ab74947ecc824ca755186fb647d3517459d2397875c8b1bbf07',
  body: `mutation AccountSwitchSecondFactorOff($password: String!, $code: String!) {
  switchSecondFactorOff(password: $password, code: $code) {
    isOn
  }
}`,
}
