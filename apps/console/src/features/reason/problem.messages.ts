import { defineMessages } from '@portico/shared-ui'

/** Words for the codes of the release service; any other code gets the words all apps share. */
export const problemMessages = defineMessages({
  en: {
    OVERLAY_CONFLICT: 'Another running release already changes the same apps or services.',
    RELEASE_STATE: 'The release is in another state by now, so this step is no longer possible.',
    ARTIFACT_UNKNOWN: 'A version of this release is not in the store (any more).',
    ARTIFACT_KIND: 'A shared library was named as an app, or an app as a shared library.',
    SHARED_RANGE:
      'An app would be left without this shared library: release a version of it that fits first.',
    ARTIFACT_IN_USE: 'Something still needs this version.',
    EMPTY_OVERLAY: 'Choose at least one app version or service tag.',
    NO_INSTANCE: 'No running instance is registered under a tag of this release.',
    VERSION_CONFLICT: 'Somebody else changed this in the meantime. Nothing of yours was applied.',
    VERSION_REQUIRED: 'The page did not say which state it saw. Reload and try again.',
    FORBIDDEN_SCOPE: 'This is outside of what you may act on.',
    OWN_APPROVAL: 'You asked for it, or a token of yours did: another operator must approve.',
    SECOND_OPERATOR:
      'Four eyes: one operator alone gives a release to at most half of the tenants. Ask for its promotion; another operator then widens or promotes it.',
    NEEDS_PERSON: 'An operator must approve this, not a token.',
    NOT_FOUND: 'There is no such record (any more).',
    INVALID_REQUEST: 'Some values were not accepted. They are marked.',
    UPSTREAM_UNAVAILABLE: 'The release service does not answer. Nothing was changed; try again shortly.',
    conflictWith: 'It is in the way:',
    reload: 'Reload and keep what I typed',
    code: 'Code',
  },
  'zh-CN': {
    OVERLAY_CONFLICT: '另一个进行中的发布已经改动了相同的应用或服务。',
    RELEASE_STATE: '发布的状态已经改变，不能再执行这一步。',
    ARTIFACT_UNKNOWN: '该发布中的某个版本已不在制品库中。',
    ARTIFACT_KIND: '共享库被当作应用，或应用被当作共享库。',
    SHARED_RANGE: '某个应用将失去该共享库：请先发布与之兼容的应用版本。',
    ARTIFACT_IN_USE: '该版本仍在使用。',
    EMPTY_OVERLAY: '请至少选择一个应用版本或服务标签。',
    NO_INSTANCE: '该发布的某个标签下没有已注册的运行实例。',
    VERSION_CONFLICT: '期间有人修改了内容，您的改动没有生效。',
    VERSION_REQUIRED: '页面没有说明所见状态，请重新加载后重试。',
    FORBIDDEN_SCOPE: '超出您可以操作的范围。',
    OWN_APPROVAL: '该申请由您或您的令牌提出，须由另一位运维人员批准。',
    SECOND_OPERATOR:
      '双人复核：单人最多只能将发布开放给一半租户。请先申请全量发布，再由另一位运维人员扩大范围或批准。',
    NEEDS_PERSON: '须由运维人员批准，令牌不能批准。',
    NOT_FOUND: '没有这条记录，或已被删除。',
    INVALID_REQUEST: '部分内容未被接受，已标出。',
    UPSTREAM_UNAVAILABLE: '发布服务没有响应，没有任何改动，请稍后重试。',
    conflictWith: '冲突的发布：',
    reload: '重新加载，保留已填内容',
    code: '代码',
  },
})
