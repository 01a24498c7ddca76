(() => {
  const away = 'https://nl.wikipedia.org/';
  const leave = () => { document.body.hidden = true; document.title = ''; location.replace(away); };
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-leave]')) { event.preventDefault(); leave(); }
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.preventDefault(); leave(); } });
})();
