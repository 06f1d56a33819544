if (typeof document === 'undefined') throw new Error('of a worker')

export const raiseLater = () =>
  setTimeout(() => {
    throw new Error('of a later chunk')
  })
