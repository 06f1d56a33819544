window.seenLate = window.ofHostile
export const late = 'late'
