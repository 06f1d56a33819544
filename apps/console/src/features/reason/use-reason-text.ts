import { defineMessages } from '@portico/shared-ui'
import { useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { useActorText } from '../actor/use-actor-text.ts'

const messages = defineMessages({
  en: {
    image: 'Came with the image.',
    local: 'Built on this machine.',
    step: (step: string, of: string, actor: string) => `Step ${step} of ${of} of the plan of ${actor}`,
  },
  'zh-CN': {
    image: '随镜像提供。',
    local: '在本机构建。',
    step: (step, of, actor) => `${actor} 的计划：第 ${step} 步，共 ${of} 步`,
  },
})

/** What an operator wrote, as it is; what the service wrote by itself, in the page's language. */
export function useReasonText(): (reason: string) => string {
  const t = useMessages(messages)
  const actorText = useActorText()
  return useCallback(
    reason => {
      if (reason === messages.en.local) return t.local
      if (reason === messages.en.image) return t.image
      const [, step, of, actor] = /^Step (\d+) of (\d+) of the plan of (\S+)$/.exec(reason) ?? []
      return step && of && actor ? t.step(step, of, actorText(actor)) : reason
    },
    [t, actorText],
  )
}
