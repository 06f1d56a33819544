import { defineMessages } from '@portico/shared-ui'

export const settingsMessages = defineMessages({
  en: {
    title: 'Settings of the platform',
    loading: 'Loading settings',
    fourEyes: 'Four eyes for promotions',
    fourEyesHint:
      'A promotion takes effect when a second operator approves it. A token and the operator who made it count as one.',
    on: 'On',
    off: 'Off',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    turnOnTitle: 'Ask for four eyes?',
    turnOffTitle: 'Let one operator promote alone?',
    turnOnWho: 'Everybody who promotes: each promotion waits for a second operator.',
    turnOffWho: 'Everybody who promotes: each promotion takes effect at once.',
    done: 'The setting is changed.',
  },
  'zh-CN': {
    title: '平台设置',
    loading: '正在加载设置',
    fourEyes: '全量发布需双人复核',
    fourEyesHint: '全量发布须由第二位运维人员批准后生效。令牌与其创建者视为同一人。',
    on: '已开启',
    off: '已关闭',
    turnOn: '开启',
    turnOff: '关闭',
    turnOnTitle: '要求双人复核？',
    turnOffTitle: '允许单人全量发布？',
    turnOnWho: '所有执行全量发布的人：每次都须等待第二位运维人员。',
    turnOffWho: '所有执行全量发布的人：立即生效。',
    done: '设置已更改。',
  },
})
