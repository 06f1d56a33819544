import { defineProblems } from '@portico/service-kit'

export const webhookProblems = defineProblems({
  WEBHOOK_REFUSED: { status: 400, title: 'The address cannot be called' },
  WEBHOOK_LIMIT: { status: 409, title: 'There are as many webhooks as there may be' },
})
