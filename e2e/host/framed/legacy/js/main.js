/* A page of its time: templates in the page, compiled by Vue at run time, and the route in the fragment. */
/* global Vue, portico */
localStorage.setItem('seen', String(Number(localStorage.getItem('seen') || 0) + 1))

var shell = portico.shell
var vm = new Vue({
  el: '#app',
  data: {
    heading: new Function('return "Stock of " + arguments[0]')(shell.session.info.tenant.name),
    route: location.hash,
    look: shell.theme.current() + ' ' + shell.i18n.locale(),
    life: [],
    count: 0,
    note: '',
  },
  methods: {
    save: () => {
      shell.notify.success('Saved ' + localStorage.getItem('seen'))
      shell.tabs.setTitle('Saved stock')
    },
    fail: () => {
      throw new Error('The old page failed')
    },
  },
})
addEventListener('hashchange', () => {
  vm.route = location.hash
})
shell.theme.subscribe(theme => {
  vm.look = theme + ' ' + shell.i18n.locale()
})
var mayGo = true
portico.app({
  suspend: () => {
    vm.life.push('suspended')
  },
  resume: () => {
    vm.life.push('resumed')
  },
  beforeLeave: () => {
    vm.life.push('asked')
    return mayGo
  },
})
