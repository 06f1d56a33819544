import { defineMessages } from '@portico/shared-ui'

/** The steps of the login after the password. */
export const loginMessages = defineMessages({
  en: {
    secondStepTitle: 'One more step',
    secondStepText: 'Open your authenticator app and type the six digits it shows for this company.',
    code: 'Code',
    codeHint: 'No telephone at hand? A recovery code does as well.',
    continue: 'Continue',
    checking: 'Checking…',
    otherAccount: 'Log in as somebody else',
    enrolTitle: 'Set up a second factor',
    enrolText:
      'Your company asks everybody for one. Scan the picture with an authenticator app on your telephone, then type the six digits it shows.',
    enrolLoading: 'Preparing…',
    enrolFailed: 'It could not be prepared. Please log in again.',
    qrLabel: 'QR code for your authenticator app',
    secretLabel: 'No camera? Type this key into the app:',
    codesTitle: 'Keep these recovery codes',
    codesText:
      'Each lets you in once when your telephone is not at hand. They are shown only now: print them, or keep them where you keep passwords.',
    copyCodes: 'Copy',
    copied: 'Copied',
    codesKept: 'I have kept them',
  },
  'zh-CN': {
    secondStepTitle: '还差一步',
    secondStepText: '请打开身份验证器应用，输入其中为该企业显示的六位数字。',
    code: '验证码',
    codeHint: '手机不在身边？也可以输入恢复码。',
    continue: '继续',
    checking: '正在验证…',
    otherAccount: '使用其他账号登录',
    enrolTitle: '设置两步验证',
    enrolText: '贵企业要求所有人启用两步验证。请用手机上的身份验证器应用扫描图片，然后输入显示的六位数字。',
    enrolLoading: '正在准备…',
    enrolFailed: '准备失败，请重新登录。',
    qrLabel: '用于身份验证器应用的二维码',
    secretLabel: '无法扫描？请在应用中输入此密钥：',
    codesTitle: '请保存恢复码',
    codesText: '手机不在身边时，每个恢复码可登录一次。恢复码仅显示这一次：请打印，或与密码保存在一起。',
    copyCodes: '复制',
    copied: '已复制',
    codesKept: '我已保存',
  },
})
