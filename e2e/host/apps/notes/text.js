export const placeholder = 'Write something'
