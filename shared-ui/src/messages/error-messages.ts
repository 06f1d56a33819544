import { defineMessages } from './messages.ts'

/** Words for the codes any call can fail with; a feature words its own codes itself. */
export const errorMessages = defineMessages({
  en: {
    NETWORK: 'The server cannot be reached. Check your connection and try again.',
    TIMEOUT: 'The server took too long to answer. Try again.',
    UNAUTHENTICATED: 'Your session has ended. Log in again to go on.',
    FORBIDDEN: 'You do not have permission to see this.',
    NOT_FOUND: 'This record does not exist, or belongs to another company.',
    UPSTREAM_UNAVAILABLE:
      'Part of the system does not answer right now. Nothing was changed; try again shortly.',
    UPSTREAM_BUSY: 'There is a great deal to do right now. Nothing was changed; try again in a moment.',
    TENANT_MOVING: 'The data of your company are being moved. Nothing was changed; try again in a moment.',
    VERSION_CONFLICT: 'Someone else changed this in the meantime.',
    INVALID_REQUEST: 'Some values were not accepted. Check them and try again.',
    UPLOADS_BUSY: 'Several files are arriving already. Wait for them, then send this one again.',
    UPLOAD_STALLED: 'The file stopped arriving. Check your connection and send it again.',
    DISK_FULL:
      'There is no room for more files right now. Nothing was kept; ask who runs this system to make room, then send the file again.',
    OPERATION_BLOCKED:
      'The operators of this system have switched this off for now. Nothing was changed; try again later.',
    RATE_LIMITED: 'This was asked for too often just now. Wait a moment, then try again.',
    degraded: 'Some details are left out for now: the system is busy, or a part of it does not answer.',
    other: 'Something went wrong on our side. Try again; if it stays, report the code below.',
    title: 'This could not be loaded',
    notFoundTitle: 'There is nothing here',
    retry: 'Try again',
    code: 'Code',
  },
  'zh-CN': {
    NETWORK: '无法连接到服务器，请检查网络后重试。',
    TIMEOUT: '服务器响应超时，请重试。',
    UNAUTHENTICATED: '登录已过期，请重新登录后继续。',
    FORBIDDEN: '您没有查看此内容的权限。',
    NOT_FOUND: '该记录不存在，或属于其他公司。',
    UPSTREAM_UNAVAILABLE: '部分系统暂时没有响应，数据没有改动，请稍后重试。',
    UPSTREAM_BUSY: '系统当前繁忙，数据没有改动，请稍候重试。',
    TENANT_MOVING: '贵企业的数据正在迁移，数据没有改动，请稍候重试。',
    VERSION_CONFLICT: '数据已被他人修改。',
    INVALID_REQUEST: '部分内容未通过校验，请检查后重试。',
    UPLOADS_BUSY: '已有多个文件正在上传，请等待完成后重新发送此文件。',
    UPLOAD_STALLED: '文件传输中断，请检查网络后重新发送。',
    DISK_FULL: '系统存储空间不足，文件未保存。请联系系统管理员清理空间后重新发送。',
    OPERATION_BLOCKED: '系统运维人员已暂停此功能，数据没有改动，请稍后重试。',
    RATE_LIMITED: '请求过于频繁，请稍候再试。',
    degraded: '部分详细内容暂时未显示：系统繁忙，或某个部分没有响应。',
    other: '系统出现问题，请重试；如仍然出现，请反馈下方代码。',
    title: '加载失败',
    notFoundTitle: '没有找到',
    retry: '重试',
    code: '代码',
  },
})
