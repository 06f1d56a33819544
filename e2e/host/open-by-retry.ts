import type { Page } from '@playwright/test'
import { type Subject, watchIntervals } from '../src/exercise.ts'
import type { Site } from './site/site.ts'
import { app, expect, open } from './test.ts'

interface RetriedOpening {
  page: Page
  site: Site
  subject: Subject
  /** What the browser says until the Retry is the fault's, and dropped. */
  complaints?: string[]
}

/** Another app is shown, the subject's entry fails at its opening, and a Retry brings it: it works, and stays open. */
export async function openByRetry({ page, site, subject, complaints = [] }: RetriedOpening): Promise<void> {
  const { name, title } = subject
  await watchIntervals(page)
  await page.goto('/notes/all')
  await expect(app(page, 'notes').getByRole('heading')).toBeVisible()
  site.breakFile(`${name}/${site.manifestOf(name).entry}`, { kind: 'status', status: 503 })
  await open(page, title)
  const panel = page.getByRole('alert').filter({ hasText: `${name}@1.0.0` })
  await expect(panel).toBeVisible()
  site.mend()
  complaints.length = 0
  await panel.getByRole('button', { name: 'Retry' }).click()
  await subject.works(app(page, name))
}
