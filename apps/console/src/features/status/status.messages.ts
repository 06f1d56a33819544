import { defineMessages } from '@portico/shared-ui'

export const statusMessages = defineMessages({
  en: {
    staleTitle: 'STALE: the gateway decides by rules it could not confirm',
    staleText: (at: string) =>
      `The release service does not answer it. Tenants keep the routing they had at ${at}; changes made here take effect once it answers again.`,
    never: 'its start',
    stoppedTitle: 'All releases are stopped: every tenant is on the baseline',
    stoppedText: 'Running releases keep their state, but no tenant gets them until they are let go on.',
    stoppedBy: (actor: string, at: string, reason: string) => `Stopped by ${actor} on ${at}: ${reason}`,
    noReason: 'no reason given',
    stop: 'Stop all releases',
    goOn: 'Let releases go on',
    stopTitle: 'Stop all releases for every tenant?',
    stopWho: (count: number) =>
      count === 1
        ? 'One release is running. Every tenant on it goes back to the baseline.'
        : `${count} releases are running. Every tenant on them goes back to the baseline.`,
    stopWhat: [
      'Takes effect within a second in every gateway; pages switch at their next navigation.',
      'States, lists and percentages stay as they are: letting go on restores exactly what was.',
      'Full releases that are part of the baseline are not touched.',
    ].join('\n'),
    goOnTitle: 'Let releases go on?',
    goOnWho: (count: number) =>
      count === 1
        ? 'One release applies again to its audience at once.'
        : `${count} releases apply again to their audiences at once.`,
    stopped: 'All releases are stopped.',
    wentOn: 'Releases go on.',
  },
  'zh-CN': {
    staleTitle: 'STALE：网关正在使用无法确认的规则',
    staleText: at => `发布服务没有响应。租户保持 ${at} 时的路由；此处的改动要等它恢复响应后才会生效。`,
    never: '启动时',
    stoppedTitle: '所有发布已停止：全部租户使用基线',
    stoppedText: '进行中的发布保持原状态，但在恢复之前不对任何租户生效。',
    stoppedBy: (actor, at, reason) => `${actor} 于 ${at} 停止：${reason}`,
    noReason: '未说明原因',
    stop: '停止所有发布',
    goOn: '恢复发布',
    stopTitle: '要对所有人停止全部发布吗？',
    stopWho: count => `有 ${count} 个发布正在进行，其中的所有租户都会回到基线。`,
    stopWhat: [
      '一秒内在所有网关生效；页面在下一次导航时切换。',
      '状态、名单和比例保持不变，恢复后与之前完全一致。',
      '已成为基线的全量发布不受影响。',
    ].join('\n'),
    goOnTitle: '要恢复发布吗？',
    goOnWho: count => `${count} 个发布会立即重新对其受众生效。`,
    stopped: '所有发布已停止。',
    wentOn: '发布已恢复。',
  },
})
