note(`deferred ${document.currentScript.getAttribute('src').replace(/^.*\//, '')}`)
setInterval(() => document.body.setAttribute('data-ticks', Date.now()), 50)
document.onkeydown = () => pageState.clicks++

function loaded(event) {
  note(event.type)
}

function resized() {
  note('resized')
}

function goOther() {
  const late = document.createElement('p')
  late.className = 'late'
  late.textContent = 'The late part'
  document.body.appendChild(late)
}

function found(form) {
  document.getElementById('found').textContent = `found ${form.words.value}`
  return false
}
