import { defineMessages } from '@portico/shared-ui'

/** The rules of the decision, each by its name and in a sentence. */
export const decisionMessages = defineMessages({
  en: {
    KILL: 'Stopped or aborted',
    LANE: 'Development lane',
    BLOCK: 'On the block list, or left',
    ALLOW: 'On the allow list, or joined',
    CONSTRAINT: 'A condition is not met',
    STICKY: 'Came in earlier and stays',
    PERCENT: 'Within the percentage',
    DEFAULT: 'No rule applies',
    NO_TENANT: 'No tenant',
    gray: 'Gray',
    stable: 'Stable',
  },
  'zh-CN': {
    KILL: '已停止或中止',
    LANE: '开发泳道',
    BLOCK: '在屏蔽名单中，或已退出',
    ALLOW: '在灰度名单中，或已加入',
    CONSTRAINT: '不满足条件',
    STICKY: '之前已进入，保留',
    PERCENT: '在比例之内',
    DEFAULT: '没有适用的规则',
    NO_TENANT: '没有租户',
    gray: '灰度',
    stable: '稳定',
  },
})
