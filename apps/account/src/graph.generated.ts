// Made by `pnpm graph` from the .graphql files. Do not edit.

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
