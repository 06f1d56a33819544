import { defineMessages } from '@portico/shared-ui'

/** What the shell says about apps that come from elsewhere than the tenant's snapshot. */
export const overrideMessages = defineMessages({
  en: {
    localBadge: (titles: string) => `Local: ${titles}`,
    ended: (title: string) => `The development server of ${title} has ended. What you see stays as it is.`,
    tryAgain: 'Try again',
    stillEnded: 'It still does not answer. Start "portico dev" again.',
    showBaseline: 'Show the version of the baseline',
    changed: (titles: string) =>
      `${titles} has changed. Reload the page to see it; what is not saved is lost by that.`,
    reloadNow: 'Reload now',
  },
  'zh-CN': {
    localBadge: titles => `本地：${titles}`,
    ended: title => `${title}的开发服务器已停止，当前显示的内容保持不变。`,
    tryAgain: '重试',
    stillEnded: '开发服务器仍无响应，请重新运行 portico dev。',
    showBaseline: '显示基线版本',
    changed: titles => `${titles}已更改。重新加载页面即可查看；未保存的内容将会丢失。`,
    reloadNow: '立即重新加载',
  },
})
