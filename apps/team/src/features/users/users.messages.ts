import { defineMessages } from '@portico/shared-ui'

export const usersMessages = defineMessages({
  en: {
    title: 'Users',
    subtitle: 'Who may log in to your company, and what each of them may do.',
    invite: 'Invite a user',
    inviteText: 'You get a link to hand on. With it the new user chooses a password.',
    usernameHint: 'What the user types to log in.',
    search: 'Search by name',
    lastLogin: 'Last log-in',
    never: 'Never',
    nothing: 'No user has this name',
    clear: 'Show all',
  },
  'zh-CN': {
    title: '用户',
    subtitle: '谁可以登录您的企业，以及各自的权限。',
    invite: '邀请用户',
    inviteText: '您会得到一个链接，请转交给新用户，由其设置密码。',
    usernameHint: '登录时输入的用户名。',
    search: '按姓名搜索',
    lastLogin: '最近登录',
    never: '从未登录',
    nothing: '没有找到该用户',
    clear: '显示全部',
  },
})
