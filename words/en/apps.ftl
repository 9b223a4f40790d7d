### The two apps that a browser can keep: what stands under their icons on a phone, for anybody to see.

app-card-name = Pass
app-checker-name = Pass check
