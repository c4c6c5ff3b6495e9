// The opinion has arrived: its draft is deleted from this device.
keep.remove("drafts", document.querySelector("[data-sent]").dataset.sent).catch(() => {});
