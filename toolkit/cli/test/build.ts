import type {
  Artifact,
  Figures,
  IncidentDetails,
  ListRef,
  ReadableFrame,
  Release,
  ReleaseFigures,
  TokenInfo,
} from '@portico/release'

const at = '2025-03-10T14:00:00.000Z'
const noMembers: ListRef = { count: 0, revision: 0 }
const figures: Figures = { count: 120, failures: 1, errors: 0, p50Ms: 80, p95Ms: 210 }

export function buildRelease(parts: Partial<Release> = {}): Release {
  const id = parts.id ?? 'rel-1'
  return {
    id,
    salt: id,
    state: 'gray',
    revision: 1,
    percentBp: 100,
    keptBp: 100,
    constraints: [],
    overlay: { apps: { sales: '1.5.0' }, services: { sales: 'gray' } },
    breaking: false,
    isOpenToJoin: false,
    title: { en: 'Waiting days', 'zh-CN': '等待天数' },
    notes: { en: '', 'zh-CN': '' },
    lists: { allow: noMembers, block: noMembers, left: noMembers, joined: noMembers },
    guardrails: [{ metric: 'load-failures', limit: 0.05, minSamples: 20 }],
    createdAt: at,
    createdBy: 'token:sales-ci',
    startedAt: at,
    endedAt: null,
    endReason: null,
    ...parts,
  }
}

export function buildArtifact(parts: Partial<Artifact> = {}): Artifact {
  return {
    name: 'sales',
    version: '1.5.0',
    kind: 'app',
    sizeBytes: 1_234_000,
    fileCount: 3,
    digest: 'd'.repeat(64),
    publishedAt: at,
    publishedBy: 'token:sales-ci',
    isLocal: false,
    ...parts,
  }
}

export function buildFigures(releaseId: string): ReleaseFigures {
  return {
    releaseId,
    minutes: 10,
    subjects: [
      { kind: 'app', name: 'sales', gray: figures, stable: { ...figures, count: 9000, p95Ms: null } },
    ],
    guardrails: [
      {
        guardrail: { metric: 'load-failures', limit: 0.05, minSamples: 20 },
        state: 'ok',
        gray: 0.0083,
        stable: 0.001,
        samples: 120,
      },
    ],
  }
}

export function buildToken(parts: Partial<TokenInfo> = {}): TokenInfo {
  return {
    id: 'tok-1',
    name: 'sales-ci',
    apps: ['sales'],
    actions: ['publish', 'release', 'read'],
    createdAt: at,
    createdBy: 'user:operator',
    expiresAt: '2099-01-01T00:00:00.000Z',
    lastUsedAt: null,
    revokedAt: null,
    ...parts,
  }
}

const place = { source: 'src/Cart.tsx', line: 42, column: 7, function: 'mountCart' }

export const ownFrame: ReadableFrame = {
  ...{ artifact: 'sales', version: '1.5.0', file: 'assets/entry.js', line: 1, column: 99, function: 'a' },
  ...{ part: 'own', place, unmapped: null, code: [{ line: 42, text: 'throw broken' }] },
}

export function buildIncident(changes: Partial<IncidentDetails> = {}): IncidentDetails {
  return {
    id: 'inc-1',
    releaseId: null,
    app: 'sales',
    version: '1.5.0',
    tenantId: 't_1',
    code: 'MOUNT_FAILED',
    message: 'no cart',
    fallback: null,
    origin: null,
    isUnattributed: false,
    snapshotId: 's_1',
    fingerprint: 'f1',
    place,
    firstAt: '2025-03-10T14:00:00.000Z',
    lastAt: '2025-03-10T14:00:00.000Z',
    count: 2,
    stack: { error: 'TypeError', isMapped: true, frames: [ownFrame] },
    ...changes,
  }
}
