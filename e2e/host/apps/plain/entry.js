// A plain script: the site wraps it as publishing does.
window.plainGlobal = 'kept inside'
document.getElementById('plain-output').textContent = `Ran with ${window.plainGlobal}`
