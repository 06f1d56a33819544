import { defineMessages } from '@portico/shared-ui'

export const secretMessages = defineMessages({
  en: {
    title: 'The secret, shown only now',
    secret: 'Secret',
    copy: 'Copy',
    copied: 'Copied.',
    copyFailed: 'Copying is not allowed here: select the secret and copy it yourself.',
    kept: 'I have kept it',
  },
  'zh-CN': {
    title: '密钥，仅此一次显示',
    secret: '密钥',
    copy: '复制',
    copied: '已复制。',
    copyFailed: '此处不允许复制，请选中密钥后手动复制。',
    kept: '我已保存',
  },
})
