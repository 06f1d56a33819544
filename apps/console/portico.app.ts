import type { AppDefinition } from '@portico/micro-app/manifest'

const PERMISSION = 'platform.release.read'

export default {
  name: 'console',
  title: { 'zh-CN': '发布控制台', en: 'Console' },
  icon: 'settings',
  base: '/console',
  menu: [
    { path: '/releases', title: { 'zh-CN': '发布', en: 'Releases' }, permission: PERMISSION },
    { path: '/explain', title: { 'zh-CN': '判定说明', en: 'Explain' }, permission: PERMISSION },
    { path: '/tenants', title: { 'zh-CN': '租户', en: 'Tenants' }, permission: PERMISSION },
    { path: '/artifacts', title: { 'zh-CN': '制品', en: 'Artifacts' }, permission: PERMISSION },
    { path: '/snapshots', title: { 'zh-CN': '快照', en: 'Snapshots' }, permission: PERMISSION },
    { path: '/incidents', title: { 'zh-CN': '事件', en: 'Incidents' }, permission: PERMISSION },
    { path: '/traffic', title: { 'zh-CN': '调用流量', en: 'Traffic' }, permission: PERMISSION },
    { path: '/operations', title: { 'zh-CN': '操作', en: 'Operations' }, permission: PERMISSION },
    { path: '/service-map', title: { 'zh-CN': '服务地图', en: 'Service map' }, permission: PERMISSION },
    { path: '/traces', title: { 'zh-CN': '链路追踪', en: 'Traces' }, permission: PERMISSION },
    { path: '/interventions', title: { 'zh-CN': '流量干预', en: 'Interventions' }, permission: PERMISSION },
    { path: '/audit', title: { 'zh-CN': '审计', en: 'Audit' }, permission: PERMISSION },
    { path: '/webhooks', title: { 'zh-CN': 'Webhook', en: 'Webhooks' }, permission: 'platform.administer' },
    {
      path: '/instances',
      title: { 'zh-CN': '实例与令牌', en: 'Instances and tokens' },
      permission: PERMISSION,
    },
  ],
  order: 90,
  framework: 'react',
  shared: { react: '^19', antd: '^6' },
} satisfies AppDefinition
