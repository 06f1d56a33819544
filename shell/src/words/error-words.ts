import { defineMessages } from '@portico/shared-ui'
import type { AppErrorCode } from '../host/index.ts'

/** Why an app could not be opened, in the user's words. The compiler asks for every code. */
const appErrors = defineMessages({
  en: {
    ENTRY_HTTP: 'The server answered with an error.',
    ENTRY_INTEGRITY: 'The file was changed on its way and was not run.',
    ENTRY_INVALID: 'The app is not built as it should be.',
    ENTRY_NETWORK: 'The app could not be reached.',
    ENTRY_THREW: 'The app failed while starting.',
    ENTRY_TIMEOUT: 'The server took too long to answer.',
    ENTRY_TYPE: 'The server answered with something other than the app.',
    STYLE_FAILED: 'The app’s style could not be loaded.',
    BOOTSTRAP_FAILED: 'The app failed while starting.',
    BOOTSTRAP_TIMEOUT: 'The app took too long to start.',
    CHUNK_FAILED: 'A part of the app could not be loaded.',
    FRAME_LEFT: 'The app has left its page. Open it again.',
    FRAME_NOT_GRANTED:
      'The app wants a frame of its own, which the operator of the platform has not granted it.',
    FRAME_REFUSED: 'The app did what no app may, and was stopped.',
    MOUNT_FAILED: 'The app failed while opening.',
    MOUNT_TIMEOUT: 'The app took too long to open.',
    NOTHING_RENDERED:
      'The app has started, but shows nothing. This message goes by itself when something appears.',
    RENDER_FAILED: 'The app failed while it was in use.',
    SANDBOX_FAILED: 'The page could not make room for the app.',
  } satisfies Record<AppErrorCode, string>,
  'zh-CN': {
    ENTRY_HTTP: '服务器返回了错误。',
    ENTRY_INTEGRITY: '文件在传输途中被改动，已拒绝运行。',
    ENTRY_INVALID: '应用的构建不符合要求。',
    ENTRY_NETWORK: '无法连接到应用。',
    ENTRY_THREW: '应用启动时出错。',
    ENTRY_TIMEOUT: '服务器响应超时。',
    ENTRY_TYPE: '服务器返回的内容不是应用。',
    STYLE_FAILED: '应用的样式无法加载。',
    BOOTSTRAP_FAILED: '应用启动时出错。',
    BOOTSTRAP_TIMEOUT: '应用启动超时。',
    CHUNK_FAILED: '应用的一部分无法加载。',
    FRAME_LEFT: '应用离开了自己的页面，请重新打开。',
    FRAME_NOT_GRANTED: '应用需要独立框架运行，但平台运营方尚未授权。',
    FRAME_REFUSED: '应用做出了不被允许的操作，已被停止。',
    MOUNT_FAILED: '应用打开时出错。',
    MOUNT_TIMEOUT: '应用打开超时。',
    NOTHING_RENDERED: '应用已启动，但没有显示任何内容。内容出现后，此提示会自动消失。',
    RENDER_FAILED: '应用在使用中出错。',
    SANDBOX_FAILED: '页面无法为应用准备运行环境。',
  },
})

const loginErrors = defineMessages({
  en: {
    LOGIN_FAILED: 'Company, user name or password is wrong.',
    LOGIN_THROTTLED: 'Too many attempts. Please wait a moment and try again.',
    USER_LOCKED: 'Your account is locked. Please ask an owner of your company.',
    SECOND_FACTOR_FAILED: 'This code is wrong, too old, or was used before. Wait for the next one.',
    SECOND_FACTOR_REQUIRED:
      'Your company asks for a second factor now. Leave this page and log in to set it up.',
    PASSWORD_LOGIN_OFF: 'Your company logs in by single sign-on. Use the button below.',
    SSO_NOT_OFFERED: 'Single sign-on is not set up for this company. Log in with your password.',
    SSO_STATE_LOST: 'The log-in took too long or was begun in another window. Please start again.',
    SSO_REFUSED: 'Your company’s log-in did not let you in.',
    SSO_NO_ROLE: 'None of your groups may use Portico. Please ask your administrator.',
    SSO_ACCOUNT_EXISTS: 'There is another user with your name here. Please ask an owner of your company.',
    SSO_UNAVAILABLE: 'Your company’s log-in cannot be reached just now. Please try again in a moment.',
    SSO_ADDRESS_REFUSED: 'Your company’s log-in cannot be called. Please ask your administrator.',
    PENDING_LOGIN_ENDED: 'It took too long. Please log in again.',
    NETWORK: 'The server cannot be reached. Please check your connection.',
    TIMEOUT: 'The server took too long to answer. Please try again.',
    LOGIN_BUSY: 'Many people are logging in just now. Please try again in a few seconds.',
    UNAVAILABLE: 'Logging in is not possible just now. Please try again in a moment.',
    OTHER: 'Logging in did not work. Please try again later.',
  },
  'zh-CN': {
    LOGIN_FAILED: '企业、用户名或密码不正确。',
    LOGIN_THROTTLED: '尝试次数过多，请稍候再试。',
    USER_LOCKED: '您的账号已被锁定，请联系企业所有者。',
    SECOND_FACTOR_FAILED: '验证码不正确、已过期或已使用过，请等待下一个。',
    SECOND_FACTOR_REQUIRED: '贵企业现已要求两步验证，请离开此页面并重新登录以完成设置。',
    PASSWORD_LOGIN_OFF: '贵企业使用单点登录，请点击下方按钮。',
    SSO_NOT_OFFERED: '该企业未启用单点登录，请使用密码登录。',
    SSO_STATE_LOST: '登录超时或在其他窗口中发起，请重新开始。',
    SSO_REFUSED: '贵企业的登录系统拒绝了此次登录。',
    SSO_NO_ROLE: '您所在的用户组无权使用，请联系管理员。',
    SSO_ACCOUNT_EXISTS: '此处已有同名用户，请联系企业所有者。',
    SSO_UNAVAILABLE: '暂时无法连接贵企业的登录系统，请稍后再试。',
    SSO_ADDRESS_REFUSED: '无法访问贵企业的登录系统，请联系管理员。',
    PENDING_LOGIN_ENDED: '等待时间过长，请重新登录。',
    NETWORK: '无法连接服务器，请检查网络。',
    TIMEOUT: '服务器响应超时，请重试。',
    LOGIN_BUSY: '当前登录人数较多，请几秒后重试。',
    UNAVAILABLE: '暂时无法登录，请稍后再试。',
    OTHER: '登录失败，请稍后再试。',
  },
})

/** What differs for an operator, but not for a user who wants to log in. */
const LOGIN_SYNONYMS: Record<string, string> = {
  UPSTREAM_TIMEOUT: 'TIMEOUT',
  UPSTREAM_BUSY: 'LOGIN_BUSY',
  UPSTREAM_UNAVAILABLE: 'UNAVAILABLE',
  SESSION_UNAVAILABLE: 'UNAVAILABLE',
  SESSIONS_FULL: 'UNAVAILABLE',
}

export function appErrorText(locale: keyof typeof appErrors, code: AppErrorCode): string {
  return appErrors[locale][code]
}

export function loginErrorText(locale: keyof typeof loginErrors, code: string): string {
  const texts: Record<string, string> = loginErrors[locale]
  return texts[LOGIN_SYNONYMS[code] ?? code] ?? loginErrors[locale].OTHER
}
