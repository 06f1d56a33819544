export default (app: any) => {
  console.log('router loaded')
  app.get('/x', (ctx: any) => {
    ctx.body = 'hi'
  })
}
