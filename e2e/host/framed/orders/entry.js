/** An app that is a module, in a frame: it is mounted with the shell's services, as in the page. */
export const own = { id: 'ORDERS_ID', name: 'Orders', body: 'query Orders { orders { id } }' }
const foreign = { id: '0'.repeat(64), name: 'Users', body: 'query Users { users { id } }' }

export async function mount({ container, shell }) {
  container.innerHTML =
    '<h1>Orders in a frame</h1><output></output><p class="refused"></p><p class="received"></p>'
  const say = (selector, text) => (container.querySelector(selector).textContent = text)
  shell.events.on('sales.order.changed', ({ orderId }) => say('.received', `changed ${orderId}`))
  const { orders } = await shell.graph.execute(own, { first: 1 })
  say('output', orders.map(({ id }) => id).join(','))
  await shell.graph.execute(foreign, {}).catch(error => say('.refused', error.code))
  shell.events.emit('sales.order.changed', { orderId: orders[0].id })
}

export function unmount({ shell }) {
  shell.notify.info('Orders were closed')
}
