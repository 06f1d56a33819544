import { defineMessages } from '@portico/shared-ui'

export type OverrideStatus = 'default' | 'active' | 'waiting' | 'disabled' | 'failed'

/** By code: why an app of this tab is not as it was chosen. */
export const overrideReasons = defineMessages({
  en: {
    FORBIDDEN: 'You may see no page of this app.',
    LOCAL_OTHER_APP: 'The development server at this address serves no such app.',
    LOCAL_UNREACHABLE: 'No development server answers at this address. Start "portico dev", or reset.',
    NETWORK: 'The gateway cannot be reached. Reload the page to try again.',
    OVERRIDE_LINK_EXPIRED: 'The time of the link has run out. Ask for a new one.',
    OVERRIDE_LINK_FOREIGN: 'The link was made for another user.',
    OVERRIDE_LINK_INVALID: 'The link was not made by this platform, or was not copied whole.',
    OVERRIDE_LINK_REVOKED: 'The link was revoked. Ask for a new one.',
    OVERRIDE_UNKNOWN: 'This version was deleted, or cannot be read.',
    OVERRIDES_OFF: 'This environment does not allow it.',
    TIMEOUT: 'The gateway did not answer in time. Reload the page to try again.',
  },
  'zh-CN': {
    FORBIDDEN: '您无权查看此应用的任何页面。',
    LOCAL_OTHER_APP: '该地址的开发服务器没有提供此应用。',
    LOCAL_UNREACHABLE: '该地址没有开发服务器响应。请运行 portico dev，或重置。',
    NETWORK: '无法连接网关，请重新加载页面后重试。',
    OVERRIDE_LINK_EXPIRED: '链接已过期，请获取新链接。',
    OVERRIDE_LINK_FOREIGN: '该链接属于另一位用户。',
    OVERRIDE_LINK_INVALID: '该链接不是由本平台生成，或复制不完整。',
    OVERRIDE_LINK_REVOKED: '链接已被吊销，请获取新链接。',
    OVERRIDE_UNKNOWN: '该版本已删除或无法读取。',
    OVERRIDES_OFF: '当前环境不允许此操作。',
    TIMEOUT: '网关未及时响应，请重新加载页面后重试。',
  },
})

export const overrideStates = defineMessages({
  en: {
    default: 'Default',
    active: 'Active',
    waiting: 'Waiting for reload',
    disabled: 'Disabled',
    failed: 'Failed',
  },
  'zh-CN': { default: '默认', active: '已启用', waiting: '等待重新加载', disabled: '已停用', failed: '失败' },
})
