import { LIGHT_PALETTE } from '@portico/shared-ui'
import { expect, it } from 'vitest'
import { dailyChartOption } from '../chart-option.ts'

const words = {
  current: 'May',
  previous: 'April',
  axisLabel: String,
  tooltip: () => document.createElement('p'),
}

it.each([true, false])(
  'moves bars and tooltip only for who has not asked for less motion (%s)',
  hasMotion => {
    const { animation, tooltip } = dailyChartOption([], LIGHT_PALETTE, { ...words, hasMotion })
    expect(animation).toBe(hasMotion)
    expect(Array.isArray(tooltip) ? undefined : tooltip?.transitionDuration !== 0).toBe(hasMotion)
  },
)
