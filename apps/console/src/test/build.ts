import type {
  Artifact,
  AuditEntry,
  Baseline,
  BaselineEntry,
  Explanation,
  Figures,
  Page,
  Release,
  ReleaseFigures,
  ServiceInstance,
} from '@portico/release'

export function buildPage<Item>(items: Item[], nextCursor: string | null = null): Page<Item> {
  return { items, nextCursor }
}

export function buildRelease(changes: Partial<Release> = {}): Release {
  const list = { count: 0, revision: 0 }
  return {
    id: 'r1',
    salt: 'rel-2025w10',
    title: { 'zh-CN': '等待天数', en: 'Waiting days' },
    notes: { 'zh-CN': '订单显示等待天数', en: 'Orders show how long they wait' },
    state: 'gray',
    revision: 7,
    percentBp: 100,
    keptBp: 100,
    constraints: [],
    overlay: { apps: { sales: '1.5.0' }, services: { sales: 'gray' } },
    breaking: false,
    isOpenToJoin: false,
    lists: { allow: { count: 2, revision: 3 }, block: list, left: list, joined: list },
    guardrails: [{ metric: 'load-failures', limit: 0.05, minSamples: 20 }],
    createdAt: '2026-11-20T08:00:00Z',
    createdBy: 'user:operator',
    startedAt: '2026-11-20T09:00:00Z',
    endedAt: null,
    endReason: null,
    ...changes,
  }
}

export function buildBaseline(changes: Partial<Baseline> = {}): Baseline {
  return {
    shell: '1.0.0',
    apps: { sales: '1.4.0', inventory: '1.0.0' },
    shared: { antd: '6.0.0' },
    services: {},
    ...changes,
  }
}

export function buildBaselineEntry(changes: Partial<BaselineEntry> = {}): BaselineEntry {
  return {
    revision: 12,
    baseline: buildBaseline(),
    at: '2026-11-20T09:00:00Z',
    actor: 'user:operator',
    reason: 'all good',
    releaseId: null,
    ...changes,
  }
}

export function buildInstances(): ServiceInstance[] {
  const sales = { service: 'sales', url: 'http://127.0.0.1:7002' }
  return [
    { ...sales, id: 'i1', tag: 'stable', version: '1.4.0', isHealthy: true },
    { ...sales, id: 'i2', tag: 'gray', version: '1.5.0', isHealthy: false },
  ]
}

function buildTagFigures(changes: Partial<Figures> = {}): Figures {
  return { count: 200, failures: 2, errors: 4, p50Ms: 40, p95Ms: 120, ...changes }
}

export function buildFigures(changes: Partial<ReleaseFigures> = {}): ReleaseFigures {
  const guardrail = { metric: 'load-failures', limit: 0.05, minSamples: 20 } as const
  return {
    releaseId: 'r1',
    minutes: 10,
    subjects: [
      {
        kind: 'app',
        name: 'sales',
        gray: buildTagFigures({ failures: 6 }),
        stable: buildTagFigures({ count: 4000, failures: 4 }),
      },
    ],
    guardrails: [{ guardrail, state: 'ok', gray: 0.03, stable: 0.001, samples: 200 }],
    ...changes,
  }
}

export function buildArtifact(changes: Partial<Artifact> = {}): Artifact {
  return {
    name: 'sales',
    version: '1.5.0',
    kind: 'app',
    sizeBytes: 512_000,
    fileCount: 12,
    digest: 'ab'.repeat(32),
    publishedAt: '2026-11-20T07:00:00Z',
    publishedBy: 'token:sales-ci',
    isLocal: false,
    ...changes,
  }
}

export function buildAuditEntry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: 'a1',
    at: '2026-11-20T09:00:00Z',
    actor: 'user:operator',
    action: 'release.start',
    subject: 'release:r1',
    subjectName: { en: 'Waiting days', 'zh-CN': '等待天数' },
    reason: 'first tenants',
    change: { percentBp: 100 },
    ...changes,
  }
}

export function buildExplanation(changes: Partial<Explanation> = {}): Explanation {
  return {
    tenantId: 't_1002',
    snapshotId: 'snap-1',
    rulesRevision: 20,
    isStale: false,
    content: { ...buildBaseline({ apps: { sales: '1.5.0' } }), releases: ['r1'] },
    decisions: [
      {
        releaseId: 'r1',
        isGray: true,
        reason: 'PERCENT',
        title: { 'zh-CN': '等待天数', en: 'Waiting days' },
        rules: [
          { reason: 'BLOCK', isMatch: false, detail: 'not on the block list' },
          { reason: 'PERCENT', isMatch: true, detail: 'bucket 1550 < 2000' },
          { reason: 'DEFAULT', isMatch: true, detail: 'always' },
        ],
      },
    ],
    app: null,
    leftOut: [],
    recorded: null,
    ...changes,
  }
}
