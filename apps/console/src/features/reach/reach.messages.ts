import { defineMessages } from '@portico/shared-ui'

export const reachMessages = defineMessages({
  en: {
    title: 'Dry run',
    hint: 'Asks the whole directory which tenants would get the release now. Nothing changes.',
    run: 'Dry run',
    again: 'Run again',
    share: 'With a share of',
    shareProblem: 'A share from 0 to 100 percent, two digits after the point',
    running: 'Asking the directory of tenants',
    reaches: (share: string, reached: string, total: string) =>
      `With ${share} it reaches ${reached} of ${total} tenants.`,
    these: (count: string) => `The first ${count} of them:`,
    theseAll: 'These are:',
    more: (count: string) => `and ${count} more`,
    list: 'Tenants it reaches',
    stale: 'Something was changed since. Run it again.',
  },
  'zh-CN': {
    title: '试运行',
    hint: '按整个租户目录计算：发布现在会面向哪些租户。不会改动任何内容。',
    run: '试运行',
    again: '再次运行',
    share: '按比例',
    shareProblem: '请填写 0 至 100 的百分比，最多两位小数',
    running: '正在查询租户目录',
    reaches: (share, reached, total) => `按 ${share}，将面向 ${total} 个租户中的 ${reached} 个。`,
    these: count => `其中前 ${count} 个：`,
    theseAll: '包括：',
    more: count => `以及另外 ${count} 个`,
    list: '面向的租户',
    stale: '之后内容有改动，请再次运行。',
  },
})
